import type { FileMove } from '../store/contract/files.ts';

/**
 * Puts moves in an order, in groups, each of which can be made by itself: an item goes where another
 * one has left, so the end of a chain goes first, and those that change places go together.
 * @param most moves in a group, but for a circle of more
 */
export function inGroups(moves: readonly FileMove[], most: number): FileMove[][] {
  const leaving = new Map(moves.map((move) => [move.from.id, move]));
  const done = new Set<FileMove>();
  const groups: FileMove[][] = [];
  let group: FileMove[] = [];
  for (const first of moves) {
    const chain: FileMove[] = [];
    for (let move: FileMove | undefined = first; move && !done.has(move); ) {
      done.add(move);
      chain.push(move);
      move = leaving.get(move.to);
    }
    const isCircle = chain.length > 0 && chain.at(-1)!.to === first.from.id;
    for (const part of isCircle ? [chain] : chain.reverse().map((move) => [move])) {
      if (group.length > 0 && group.length + part.length > most) {
        groups.push(group);
        group = [];
      }
      group.push(...part);
    }
  }
  return group.length > 0 ? [...groups, group] : groups;
}
