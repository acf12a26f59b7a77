import { TrainingFailure } from './TrainingFailure.ts';

/** There is nothing to learn from views that are the same. */
export class IdenticalViewsError extends TrainingFailure {
  readonly lowerRateHelps = false;

  constructor(step: number) {
    super(
      step,
      'views_identical',
      'the views of each picture are the same: nothing is learned from them.',
      'Augment the views: leave out less with --without, or choose --augment cifar or paper.',
    );
  }
}
