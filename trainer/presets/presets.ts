import { cifar } from './cifar.ts';
import { paperImagenet } from './paperImagenet.ts';
import { small } from './small.ts';

/** Settings to start from, by the name that `--preset` takes; what is not in one is the default. */
export const presets = { 'paper-imagenet': paperImagenet, cifar, small } as const;

export type PresetName = keyof typeof presets;
