import { defineError } from '../errors/define.ts';

/** Weights that hold something else than tensors, or are cut short. */
export class WeightsUnreadableError extends defineError('weights_unreadable', {
  message: (file: string, reason: string) => `The weights ${file} cannot be read: ${reason}`,
  remedy:
    'Fetch them again. A file that holds more than tensors is not read: where you trust it, save its weights alone, torch.save(model.state_dict(), "weights.pth").',
}) {}
