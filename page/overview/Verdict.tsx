import type { ComparisonJob } from '@selfsame/client';
import { Table } from '../parts/Table.tsx';

/** Both models' figures, and what they come to. @param worse how it is said that it does worse */
export function Verdict({
  verdict,
  worse,
}: {
  verdict: NonNullable<ComparisonJob['verdict']>;
  worse: string;
}) {
  const [heads = [], ...rows] = verdict.figures;
  return (
    <>
      <p>
        {verdict.passes
          ? 'It does as well as the model before.'
          : `${worse}: ${verdict.reasons.join(' ')}`}
      </p>
      <Table heads={heads}>
        {rows.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {values.map((value, i) => (
              <td key={i}>{value}</td>
            ))}
          </tr>
        ))}
      </Table>
    </>
  );
}
