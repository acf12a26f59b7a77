/** Uniform numbers in [0, 1) from a seed: a 32-bit linear congruential generator, high bits only. */
function createUniform(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/**
 * The pixels of a generated picture, the same on every machine: a smooth gradient between four corner
 * colours, with discs and bars on it. Only exactly rounded arithmetic.
 * @returns [height * width * 3] RGB
 */
export function goldenPixels(seed: number, width: number, height: number): Uint8Array {
  const uniform = createUniform(seed);
  const colour = () => [uniform() * 255, uniform() * 255, uniform() * 255] as const;
  const corners = [colour(), colour(), colour(), colour()] as const;
  const shapes = Array.from({ length: 8 }, (_, i) => ({
    disc: i % 2 === 0,
    x: uniform(),
    y: uniform(),
    size: 0.05 + 0.2 * uniform(),
    colour: colour(),
  }));

  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = (column + 0.5) / width;
      const y = (row + 0.5) / height;
      const shape = shapes.findLast((s) => {
        const dx = x - s.x;
        const dy = y - s.y;
        if (s.disc) return dx * dx + dy * dy < s.size * s.size;
        return Math.abs(dx) < s.size && Math.abs(dy) < s.size / 4;
      });
      for (let channel = 0; channel < 3; channel++) {
        const [a, b, c, d] = corners.map((corner) => corner[channel]!) as [
          number,
          number,
          number,
          number,
        ];
        const gradient = (a * (1 - x) + b * x) * (1 - y) + (c * (1 - x) + d * x) * y;
        pixels[(row * width + column) * 3 + channel] = shape?.colour[channel] ?? gradient;
      }
    }
  }
  return pixels;
}
