export type { Embedding, EmbedOptions, ManyOptions } from './calls/embed.ts';
export type {
  Content,
  ImageOptions,
  ItemPage,
  ListOptions,
  NewItem,
  PageOptions,
  Pages,
  PutOptions,
} from './calls/items.ts';
export type { ActivateOptions, CompareOptions, Missing, RollbackOptions } from './calls/models.ts';
export type { DuplicatesOptions, SearchBy, SearchOptions } from './calls/search.ts';
export { type Client, createClient } from './createClient.ts';
export { ClientError, type OwnErrorCode, type ServerErrorCode } from './errors.ts';
export type { Outcome, Source } from './inOrder.ts';
export type { ClientOptions } from './options.ts';
export type { Stoppable } from './request/api.ts';
export type { Picture } from './request/picture.ts';
export type * from './types.ts';
