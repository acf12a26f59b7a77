/** Which numbers belong together (union-find with path halving). */
export class DisjointSets {
  readonly #parents = new Map<number, number>();

  unite(a: number, b: number): void {
    const [first, second] = [this.rootOf(a), this.rootOf(b)];
    // The smaller stays the root, so that the outcome does not depend on the order.
    if (first !== second) this.#parents.set(Math.max(first, second), Math.min(first, second));
  }

  rootOf(number: number): number {
    let root = number;
    for (;;) {
      const parent = this.#parents.get(root);
      if (parent === undefined) return root;
      const grandparent = this.#parents.get(parent);
      if (grandparent !== undefined) this.#parents.set(root, grandparent);
      root = parent;
    }
  }
}
