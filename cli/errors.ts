import { defineError } from '@selfsame/models';

/** What trains is not installed: the server does without it. */
export class TrainerMissingError extends defineError('trainer_missing', {
  message: (cause: Error) => `What trains is not installed: ${cause.message.split('\n')[0]}.`,
  remedy: (_cause) =>
    'Install it: npm install @tensorflow/tfjs-core@4 @tensorflow/tfjs-layers@4 @tensorflow/tfjs-backend-cpu@4 ml-matrix@6 protobufjs@8 pure-rand@8.',
}) {}
