import { keptPicture, sizeFor } from '../server/kept.ts';

/** Pixels of the page that one fills. */
export const shownSide = 56;
/** Pixels of its own: twice as many, for fine screens. */
const side = 2 * shownSide;
/** As many as stay in memory. */
const most = 400;

/** Small pictures of items, for drawing. */
export class Thumbnails {
  private readonly collection: string;
  private readonly gone: AbortSignal;
  private readonly onLoad: () => void;
  /** Null while one is on its way, or where none is kept. */
  private readonly known = new Map<string, HTMLCanvasElement | null>();

  /** @param onLoad told when another one is there */
  constructor(collection: string, gone: AbortSignal, onLoad: () => void) {
    this.collection = collection;
    this.gone = gone;
    this.onLoad = onLoad;
  }

  /** The picture, if it is there; else it is loaded. */
  of(id: string): HTMLCanvasElement | null {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    this.known.set(id, null);
    const [oldest] = this.known.keys();
    if (this.known.size > most) this.known.delete(oldest!);
    void this.load(id);
    return null;
  }

  private async load(id: string): Promise<void> {
    try {
      const picture = new Image();
      picture.src = await keptPicture(this.collection, id, sizeFor(shownSide), this.gone);
      await picture.decode();
      if (this.gone.aborted) return;
      this.known.set(id, drawn(picture));
      this.onLoad();
    } catch {
      // None is kept, or it is not to be had now: a point stands for it.
    }
  }
}

function drawn(picture: HTMLImageElement): HTMLCanvasElement {
  const { naturalWidth: width, naturalHeight: height } = picture;
  const by = side / Math.max(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * by));
  canvas.height = Math.max(1, Math.round(height * by));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
