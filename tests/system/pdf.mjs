// The smallest PDF files that a reader accepts, written by hand: one content stream a page.

const streamObject = (entries, stream) =>
    `<< ${entries} /Length ${stream.length} >>\nstream\n${stream}\nendstream`;

// Objects are 1 catalog, 2 pages, 3 font, `more`, then each page and its stream; `trailer`
// and `resources` go where they say.
export function pdf(streams, { trailer = '', resources = '', more = [] } = {}) {
    const first = 4 + more.length;
    const kids = streams.map((_, i) => `${first + 2 * i} 0 R`).join(' ');
    const objects = [
        '<< /Type /Catalog /Pages 2 0 R >>',
        `<< /Type /Pages /Kids [${kids}] /Count ${streams.length} >>`,
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        ...more,
        ...streams.flatMap((stream, i) => [
            '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] ' +
                `/Resources << /Font << /F1 3 0 R >> ${resources} >> ` +
                `/Contents ${first + 2 * i + 1} 0 R >>`,
            streamObject('', stream)]),
    ];
    let text = '%PDF-1.4\n';
    const places = objects.map((object, i) => {
        const place = text.length;
        text += `${i + 1} 0 obj\n${object}\nendobj\n`;
        return place;
    });
    const rows = places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
    return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\n` +
        `startxref\n${text.length}\n%%EOF\n`, 'latin1');
}

// A few hundred bytes that ask for ten thousand million words: forms that draw forms.
export function pdfBomb() {
    const levels = 9, first = 4;
    const form = (resources, stream) =>
        streamObject(`/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << ${resources} >>`, stream);
    const more = Array.from({ length: levels }, (_, i) =>
        form(`/XObject << /X ${first + i + 1} 0 R >>`, '/X Do '.repeat(10)));
    more.push(form('/Font << /F1 3 0 R >>', 'BT /F1 9 Tf 9 9 Td (milk) Tj ET '.repeat(10)));
    return pdf(['/X Do'], { resources: `/XObject << /X ${first} 0 R >>`, more });
}
