// Small files of proceedings in every format, and what a site holds of them.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rowsOf } from './faq.mjs';

const paper = (id, title, more = '') => `
    <paper id="${id}"><title>${title}</title>
      <author><first>Ada</first><last>Öne</last><affiliation>Tea House</affiliation></author>
      <pages>1-9</pages><abstract>On <tex-math>x^2</tex-math> of ${id}.</abstract>
      <url hash="0">2031.acl-long.${id}</url><bibkey>oene-2031-${id}</bibkey>${more}</paper>`;

export const acl = `<?xml version='1.0' encoding='UTF-8'?>
<collection id="2031.acl">
  <volume id="long" type="proceedings"><meta><booktitle>Proceedings of the 69th Annual
    Meeting (Volume 1: Long Papers)</booktitle><year>2031</year><venue>acl</venue></meta>
    ${paper(1, 'Of <fixed-case>T</fixed-case>ea', '<award>Best Paper</award>')}
    ${paper(2, 'Of milk')}${paper(3, '')}
  </volume>
  <volume id="demo" type="proceedings"><meta><booktitle>System Demonstrations</booktitle>
    <year>2031</year><venue>acl</venue></meta>
    <paper id="1"><title>A kettle</title><author><last>Two</last></author>
      <url>2031.acl-demo.1</url><bibkey>two-2031</bibkey></paper>
  </volume>
</collection>
`;

export const bibtex = `% kept by hand
@Proceedings{CoRL-2031, title = {Conference on Robot Learning}, booktitle = {Conference on
  Robot Learning}, shortname = {CoRL}, year = 2031, volume = {990},
  sections = {Preface|Oral|Poster} }
@InProceedings{one31a, title = {The {T}ea robot}, author = {{\\"O}ne, Ada and Two, Bo},
  abstract = {It pours.}, section = {Oral}, openreview = {TeaRobot01}, pages = {1-9} }
@InProceedings{two31a, title = {Milk}, author = {Two, Bo}, abstract = {It does not.},
  section = {Poster}, openreview = {MilkRobot1} }
`;

// Fields that are nobody's business stand among the others.
const row = (number, more) => ({ id: `Paper${number}`, title: `Of cup ${number}`,
    author: 'Ada Öne;Bo Two', abstract: `Cup number ${number}.`, status: 'Poster',
    email: 'ada@tea.example;bo@tea.example', gender: 'F;M', homepage: 'https://ada.example/',
    linkedin: 'ada-oene', author_num: 2, site: `https://openreview.net/forum?id=Paper${number}`,
    rating: '8;6', ...more });
export const paperlists = JSON.stringify([row(1, { status: 'Oral' }), row(2),
    row(3, { status: 'Reject' }), row(4, { status: 'Withdraw' }), row(2), { id: 'Paper5' }]);

export const ownLine = (number, more) => JSON.stringify({ id: `own-${number}`,
    title: `Of spoon ${number}`, authors: ['Ada Öne'], abstract: `Spoon ${number}.`,
    affiliations: ['tea@tea.example'], ...more });
export const own = [JSON.stringify({ venue: 'FAST', year: 2031, groups: ['Long', 'Short'] }),
    ownLine(1, { group: 'Short' }), ownLine(2, { group: 'Long', award: 'Best Paper' }),
    '{"title": "cut off', ownLine(3)].join('\n');

const article = (number, volume, header = '') => `<record><header${header}>
    <identifier>oai:ojs.aaai.org:article/${number}</identifier>
    <datestamp>2031-02-03T04:05:06Z</datestamp><setSpec>AAAI:HAI</setSpec></header>
    ${header ? '' : `<metadata><oai_dc:dc
      xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Of tea ${number}</dc:title>
      <dc:creator>Öne, Ada</dc:creator><dc:description>It steeps.</dc:description>
      <dc:date>2031-02-02</dc:date><dc:source>Proceedings of the AAAI Conference on
      Artificial Intelligence; Vol. ${volume} No. 1: AAAI-31; 1-9</dc:source>
      <dc:identifier>https://ojs.aaai.org/index.php/AAAI/article/view/${number}</dc:identifier>
      </oai_dc:dc></metadata>`}</record>`;
const page = (verb, inside) => `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2031-03-01T00:00:00Z
</responseDate><request verb="${verb}" metadataPrefix="oai_dc"
>https://ojs.aaai.org/index.php/AAAI/oai</request><${verb}>${inside}</${verb}></OAI-PMH>`;
export const sets = page('ListSets', `<set><setSpec>AAAI:HAI</setSpec>
    <setName>AAAI Technical Track on Humans and AI</setName></set>`);
export const articles = page('ListRecords', article(7001, 45) + article(7002, 45));
export const dropped = page('ListRecords', article(7002, 45, ' status="deleted"') +
    article(7999, 45, ' status="deleted"'));

export async function files(site, contents) {
    for (const [name, text] of Object.entries(contents))
        await writeFile(path.join(site.folder, name), text);
    return Object.fromEntries(Object.keys(contents).map(name =>
        [name, path.join(site.folder, name)]));
}

export async function load(site, ...args) {
    const ended = await site.command('import', '--json', ...args);
    return { ...ended, json: ended.out ? JSON.parse(ended.out) : null };
}

export const counts = ({ read, added, changed, unchanged, skipped, duplicate }) =>
    ({ read, added, changed, unchanged, skipped, duplicate });

// Every row that proceedings have, but for when a source was read last.
const tables = {
    paper: '*', edition: '*', edition_group: '*', edition_order: '*', edition_paper: '*',
    edition_title: '*', paper_id: '*', link: '*', edition_source: 'edition, dialect, part, declared',
};
export const everyRow = site => Object.fromEntries(Object.entries(tables).map(
    ([table, columns]) => [table, rowsOf(site, `SELECT ${columns} FROM ${table} ORDER BY 1, 2, 3`)]));

// What readers see of an edition, whatever the order in which its sources came: rows
// have other numbers then, and keywords depend on what was stored when they were found.
export function shown(site, edition) {
    const papers = rowsOf(site, `SELECT key, title, abstract, authors, comment, journal_ref,
        doi, license, pdf_url, page_url, code_url, group_name, award, subjects, withdrawn,
        position, (SELECT json_group_array(id.key) FROM (SELECT key FROM paper_id
            WHERE paper_id.paper = paper.id ORDER BY key) AS id) AS ids
        FROM paper JOIN edition_paper ON paper.id = edition_paper.paper
        WHERE venue = '${edition}' ORDER BY key`);
    const facts = rowsOf(site, `SELECT name, series, year, title, papers, abstracts, declared
        FROM edition WHERE name = '${edition}'`);
    return { facts, papers };
}

// { Oral: 30, Poster: 234 }
export const groupsOf = (site, edition) => Object.fromEntries(rowsOf(site,
    `SELECT coalesce(group_name, '') AS name, count(*) AS papers FROM paper
      WHERE venue = '${edition}' GROUP BY 1 ORDER BY 1`)
    .map(({ name, papers }) => [name, papers]));
