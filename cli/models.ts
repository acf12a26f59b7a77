import { models } from '../server/client/models/modelsCommand.ts';
import { fromTrainer } from './fromTrainer.ts';

/** `selfsame models`, with what of it takes the trainer. @throws {SelfsameError} */
export const modelsWithTrainer = (args: readonly string[]): Promise<void> =>
  models(args, {
    whiten: () => fromTrainer(async () => (await import('../trainer/whiten.ts')).whiten),
    quantise: () => fromTrainer(async () => (await import('../trainer/quantise.ts')).quantise),
    checkpointEncoder: () =>
      fromTrainer(
        async () => (await import('../trainer/torch/checkpointEncoder.ts')).checkpointEncoder,
      ),
  });
