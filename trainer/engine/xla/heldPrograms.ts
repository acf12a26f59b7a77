import { createHloBuilder, type HloBuilder } from './stablehlo/builder.ts';
import { moduleText } from './stablehlo/module.ts';
import { broadcast } from './stablehlo/ops/elementwise.ts';
import { reshape } from './stablehlo/ops/movement.ts';
import { putRows, takeRows } from './stablehlo/ops/rows.ts';
import type { Value } from './stablehlo/types.ts';

/** Programs for pictures that a device holds as one matrix of bytes: a picture a row. */

/** Room for them: zeros, [count, bytes]. */
export const roomProgram = (count: number, bytes: number): string =>
  program((builder) =>
    broadcast(builder, builder.constant(Uint8Array.of(0), [], 'ui8'), [count, bytes]),
  );

/** Takes the matrix, some rows and the index of the first; returns the matrix with them, in its place. */
export const putProgram = (count: number, bytes: number, rows: number): string =>
  program((builder) => {
    const matrix = builder.argument('matrix', 'ui8', [count, bytes]);
    const given = builder.argument('rows', 'ui8', [rows, bytes]);
    return putRows(builder, matrix, given, builder.argument('first', 'i32', []));
  }, 'matrix');

/** Takes the matrix and indices of pictures, [n]; returns the pictures, of a shape that begins with n. */
export const takeProgram = (count: number, bytes: number, shape: readonly number[]): string =>
  program((builder) => {
    const matrix = builder.argument('matrix', 'ui8', [count, bytes]);
    const indices = builder.argument('indices', 'i32', [shape[0]!]);
    return reshape(builder, takeRows(builder, matrix, indices), shape);
  });

/** @param donated the argument whose memory the result takes over */
function program(build: (builder: HloBuilder) => Value, donated?: string): string {
  const builder = createHloBuilder();
  const result = build(builder);
  const heirs = donated === undefined ? [] : [[donated, 'result'] as const];
  return moduleText(builder, new Map([['result', result]]), { donated: new Map(heirs) });
}
