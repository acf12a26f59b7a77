import type * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import type { ColourMap } from './colourMap.ts';
import type { ViewAugmentation } from './preset.ts';

/**
 * One augmentation: how it is drawn, applied and left out.
 *
 * What it changes about the place or the colours, `draw` writes into the view: all such changes are
 * one resampling and one colour map, whatever their number. Anything else it draws as numbers of its
 * own, and applies to the batch itself.
 * @template Name of its own numbers
 */
export interface Augmentation<Name extends string = never> {
  /** Each picture has one of each, 0 unless it is drawn; 0 has to change nothing (default: none). */
  readonly numbers?: readonly Name[];
  /**
   * Draws one picture's view. A new one takes nothing from the generator where it is left out, or
   * what others draw after it would no longer be what it was.
   */
  draw(view: DrawnView<Name>, settings: ViewAugmentation, random: Random): void;
  /**
   * A matrix over a view's pixels, [N, size, size], that joins those of its rows and its columns in
   * the resampling; left out of the graph of views whose settings are those `without` it.
   */
  filter?(numbers: Record<Name, tf.Tensor>, size: number): tf.Tensor3D;
  /** @param view [N, 3, size, size], 0 .. 1, resampled and with its colours changed */
  apply?(view: tf.Tensor4D, numbers: Record<Name, tf.Tensor>): tf.Tensor4D;
  /** The settings with which it changes nothing. */
  readonly without: Partial<ViewAugmentation>;
}

/** What has been drawn of one picture's view; at first the whole picture as it is. */
export interface DrawnView<Name extends string> {
  /** What the view shows, along the height and the width. */
  rows: Span;
  columns: Span;
  colour: ColourMap;
  readonly numbers: Record<Name, number>;
}

/** In pixels of the stored picture; with a negative length, backwards from its start. */
export interface Span {
  readonly start: number;
  readonly length: number;
}
