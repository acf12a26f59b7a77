import type { ComponentChildren } from 'preact';

/**
 * A table that is moved within itself where it is too wide.
 * @param heads of the columns; after them comes one of buttons where `acts`
 */
export function Table({
  heads,
  acts = false,
  children,
}: {
  heads: readonly string[];
  acts?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={i} scope="col">
                {head}
              </th>
            ))}
            {acts && (
              <th scope="col">
                <span class="unseen">what to do</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
