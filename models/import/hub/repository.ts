import { z } from 'zod';
import type { Hub } from './ask.ts';
import { HubAnswerError } from './errors.ts';
import type { HubReference } from './reference.ts';

const sha1 = z.string().regex(/^[0-9a-f]{40}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.number().int().nonnegative();

/** What counts of `/api/models/<repository>/revision/<revision>?blobs=true`. */
const answerSchema = z.object({
  sha: sha1,
  cardData: z.object({ license: z.unknown(), license_name: z.unknown() }).partial().nullish(),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size,
      blobId: sha1,
      lfs: z.object({ sha256, size }).nullish(),
    }),
  ),
});

export interface HubFile {
  readonly path: string;
  readonly bytes: number;
  /** Of a large file its SHA-256, of another one git's name of it: a SHA-1 of its size and content. */
  readonly digest: { readonly sha256: string } | { readonly git: string };
}

/** A revision of a repository as the hub describes it. */
export interface HubRepository {
  readonly commit: string;
  /** By its card; undefined where that does not tell. */
  readonly licence: string | undefined;
  readonly files: ReadonlyMap<string, HubFile>;
}

/** @throws {SelfsameError} */
export async function readRepository(
  hub: Hub,
  { repository, revision }: HubReference,
): Promise<HubRepository> {
  const path = `api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const answer = await hub.ask(path);
  const json = await answer.json().catch((error: Error) => {
    throw new HubAnswerError(answer.url, error.message, error);
  });
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) {
    const [{ path: key, message }] = parsed.error.issues as [z.core.$ZodIssue];
    throw new HubAnswerError(answer.url, `${key.join('.')}: ${message}`);
  }
  const { sha, cardData, siblings } = parsed.data;
  const { license, license_name: name } = cardData ?? {};
  const licence = license === 'other' && name ? name : license;
  return {
    commit: sha,
    licence: licence ? String(licence) : undefined,
    files: new Map(siblings.filter(isInside).map((one) => [one.rfilename, fileOf(one)])),
  };
}

/** Whatever a hub says, nothing is written elsewhere than in the folder of its repository. */
const isInside = ({ rfilename }: { readonly rfilename: string }) =>
  !rfilename.split(/[\\/]/).some((part) => ['', '.', '..'].includes(part));

const fileOf = ({
  rfilename,
  size,
  blobId,
  lfs,
}: z.output<typeof answerSchema>['siblings'][number]): HubFile => ({
  path: rfilename,
  bytes: lfs ? lfs.size : size,
  digest: lfs ? { sha256: lfs.sha256 } : { git: blobId },
});
