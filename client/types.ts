import type { components } from './generated/openapi.ts';

/** The shapes of the API, as its OpenAPI document names them. */
type Schemas = components['schemas'];

export type Activation = Schemas['ActivationJob'];
export type Collection = Schemas['Collection'];
export type CollectionMap = Schemas['Map'];
export type ComparisonJob = Schemas['ComparisonJob'];
export type Duplicates = Schemas['Duplicates'];
export type ErrorBody = Schemas['Error'];
/** What the metadata of items is to be. */
export type Filter = Schemas['Filter'];
export type IndexJob = Schemas['Job'];
export type Item = Schemas['Item'];
export type ItemView = Schemas['ItemView'];
export type Job = IndexJob | Activation | MapJob | ComparisonJob;
export type LoadedModel = Schemas['LoadedModel'];
export type MapJob = Schemas['MapJob'];
export type Model = Schemas['Model'];
export type RejectedModel = Schemas['RejectedModel'];
export type SearchAnswer = Schemas['SearchAnswer'];

/** Any JSON object. */
export type Metadata = Readonly<Record<string, unknown>>;
