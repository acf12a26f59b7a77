import type { Part } from '../part.ts';
import { ablate } from './ablate.ts';
import { engines } from './engines.ts';
import { losses } from './losses.ts';
import { evaluate, run } from './run.ts';
import { serve } from './serve.ts';
import { tfjs, train } from './train.ts';

/** In the order of their worth: the machine may be gone before all are done. */
export const parts: readonly Part[] = [
  engines,
  losses('float32'),
  losses('mixed'),
  train('small'),
  train('resnet18'),
  train('resnet50'),
  run,
  evaluate,
  serve('cuda'),
  serve('webgpu'),
  serve('cpu'),
  tfjs,
  ablate,
];
