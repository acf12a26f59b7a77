import { escapeHtml } from '@selfsame/models';

/** Rows of pictures as HTML, each with a head or, where that is empty, with its first one apart. */
export function pictureTable(rows: readonly (readonly [string, readonly string[]])[]): string {
  const made = rows.map(([head, cells]) => {
    const first = head === '' ? '' : `<th>${escapeHtml(head)}</th>`;
    const drawn = cells.map(
      (cell, i) => `<td${head === '' && i === 0 ? ' class="apart"' : ''}>${cell}</td>`,
    );
    return `<tr>${first}${drawn.join('')}</tr>`;
  });
  return `<table class="pictures">${made.join('')}</table>`;
}
