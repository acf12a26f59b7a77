import type { Augmentation } from '../augmentation.ts';

const attempts = 10;

/** Random area and aspect ratio; after ten misfits, the whole picture (as torchvision does). */
export const crop: Augmentation = {
  draw(view, { cropScale, cropRatio }, random) {
    const source = view.rows.length;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const area = source * source * random.uniform(...cropScale);
      const ratio = Math.exp(random.uniform(Math.log(cropRatio[0]), Math.log(cropRatio[1])));
      const [height, width] = [Math.sqrt(area / ratio), Math.sqrt(area * ratio)];
      if (height > source || width > source) continue;
      view.rows = { start: random.uniform(0, source - height), length: height };
      view.columns = { start: random.uniform(0, source - width), length: width };
      return;
    }
  },
  without: { cropScale: [1, 1], cropRatio: [1, 1] },
};
