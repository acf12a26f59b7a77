import { defineError } from '@selfsame/models/light';
import { reasonOf } from './reason.ts';

/** Two bundles of one name and version that are not the same. */
export class BundleTwiceError extends defineError('bundle_twice', {
  message: (name: string, other: string) => `There is another ${name} in ${other}.`,
  remedy: 'Give one of them another version, or remove it.',
}) {}

/** Two bundles of one graph that are not one model: their vectors could not be told apart. */
export class BundleGraphTwiceError extends defineError('bundle_graph_twice', {
  message: (name: string, other: string) =>
    `${name} has the graph of the bundle in ${other}, and another input or other dimensions.`,
  remedy: 'Correct the model.json that is wrong, or remove one of them.',
}) {}

/** A bundle that became another one under its name. */
export class BundleChangedError extends defineError('bundle_changed', {
  message: (name: string, dir: string) =>
    `${name} in ${dir} is not what it was when the server first saw it.`,
  remedy:
    'A published bundle never changes: put back what it was, and publish the other one under a version of its own.',
}) {}

/** A bundle that could not be loaded, for a reason that is no error of ours. */
export class BundleUnverifiedError extends defineError('bundle_unverified', {
  message: (name: string, cause: unknown) => `${name} could not be verified: ${reasonOf(cause)}.`,
  remedy: 'Publish it again with this version of selfsame, or remove it.',
}) {}

/** Models were to be compared on too few pictures for there to be neighbours. */
export class SampleTooSmallError extends defineError('sample_too_small', {
  message: (pictures: number, leftOut: number) =>
    `Models are compared on two pictures at least, and of these ${pictures} can be used${leftOut > 0 ? ` and ${leftOut} cannot` : ''}.`,
  remedy: 'Name more pictures; some hundreds tell models apart.',
}) {}

/** The folder of a bundle that is loaded is not there any more. */
export class BundleGoneError extends defineError('bundle_gone', {
  message: (name: string, dir: string) => `The bundle of ${name} is not in ${dir} any more.`,
  remedy: 'Put it back: until the server is started again it goes on without it.',
}) {}
