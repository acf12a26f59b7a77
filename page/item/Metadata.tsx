/** Metadata as a table: of what is nested, the keys that lead there. */
export function Metadata({ metadata }: { metadata: Readonly<Record<string, unknown>> }) {
  const lines = linesOf(metadata, []);
  if (lines.length === 0) return <p class="faint">No metadata.</p>;
  return (
    <table class="facts">
      <tbody>
        {lines.map(([label, text]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function linesOf(value: object, path: readonly string[]): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    const here = [...path, key];
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      return linesOf(inner, here);
    const text = Array.isArray(inner) ? inner.map(textOf).join(', ') : textOf(inner);
    return [[here.join(' › '), text]];
  });
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
