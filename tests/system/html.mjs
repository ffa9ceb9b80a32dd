// Reads our own pages as third-party clients do: with simple patterns.
import { spawnSync } from 'node:child_process';

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };

export function plain(markup) {
    return markup.replace(/<[^>]*>/g, '')
        .replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole);
}

const one = (text, pattern) => pattern.exec(text)?.[1] ?? null;
const all = (text, pattern) => [...text.matchAll(pattern)].map(match => plain(match[1]));

// The cards of a page, by the markup of papers.cool.
export function cards(page) {
    return page.split(/(?=<div class="panel paper")/).slice(1).map(text => ({
        id: one(text, /^<div class="panel paper" id="([^"]+)"/),
        keywords: (one(text, /^<div [^>]*keywords="([^"]*)"/) ?? '').split(','),
        source: one(text, /<h2 class="title">\s*<a href="([^"]+)"/),
        rank: one(text, /<h2 class="title">\s*<a [^>]*title="([^"]+)"/),
        index: one(text, /<span class="index[^"]*">([^<]+)</),
        title: plain(one(text, /<a class="title-link[^>]*>([^<]*)</) ?? ''),
        local: one(text, /<a class="title-link" href="([^"]+)"/),
        pdf: one(text, /<a class="title-pdf[^>]* data="([^"]+)"/),
        stars: one(text, /<sup id="pdf-stars-[^"]+">(\d*)<\/sup>/),
        buttons: [...text.matchAll(/<a class="title-(pdf|copy|kimi|rel)\b[^>]* id="([^"]+)"/g)]
            .map(([, , id]) => id),
        authors: all(text, /<a class="author[^>]*>([^<]*)</g),
        summary: plain(one(text, /<p class="summary"[^>]*>([^]*?)<\/p>/) ?? ''),
        subjects: [...text.matchAll(/<a class="subject-(\d+)" href="([^"]+)"[^>]*>([^<]+)</g)]
            .map(([, n, href, name]) => ({ n: Number(n), href, name: plain(name) })),
        date: one(text, /<span class="date-data"[^>]*>([^<]+)</),
    }));
}

export function links(page) {
    return [...new Set([...page.matchAll(/\b(?:href|src|action)="([^"]+)"/g)]
        .map(([, url]) => plain(url)))];
}

// What tidy finds, without the attributes that the card contract itself asks for, and one of
// HTML's own that it does not know yet.
export function tidyFindings(page) {
    const run = spawnSync('tidy', ['-eq', '--drop-empty-elements', 'no'], { input: page });
    return run.stderr.toString().split('\n').filter(line => line !== '' &&
        !/proprietary attribute "(keywords|data|aria-current)"/.test(line));
}

export function xmlFindings(document) {
    const run = spawnSync('xmllint', ['--noout', '-'], { input: document });
    return run.stderr.toString();
}
