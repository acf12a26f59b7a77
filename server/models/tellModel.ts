import { modelName } from '@selfsame/models';
import type { Encoder } from '../embed/Encoders.ts';
import { requestSpan } from '../tracing/Span.ts';

/** Has the request's trace, where there is one, tell by which model it is answered. */
export const tellModel = ({ bundle }: Encoder): void =>
  requestSpan()?.set({ 'selfsame.model': modelName(bundle.card) });
