import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { limits } from '../../limits.ts';
import type { Pictures } from './Pictures.ts';
import type { BucketPlace } from './place.ts';

/**
 * A bucket of S3, or of what speaks like it. Credentials, region and endpoint are found as the
 * vendor's client finds them: AWS_ACCESS_KEY_ID and so on, a profile, or the role of the machine.
 */
export function picturesInBucket({ bucket, prefix }: BucketPlace): Pictures {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL;
  const client = new S3Client({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 2000,
      socketTimeout: limits.picturesMs / 2,
      httpsAgent: { keepAlive: true, maxSockets: limits.pictureCalls },
      httpAgent: { keepAlive: true, maxSockets: limits.pictureCalls },
    },
    // Others than S3 send the checksum of the whole with a piece; lengths are compared anyway.
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Others than S3 have no name for each bucket, and no regions.
    ...(endpoint && {
      forcePathStyle: true,
      ...(!(process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION) && { region: 'us-east-1' }),
    }),
  });
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });

  async function unlessMissing<T>(asking: Promise<T>): Promise<T | null> {
    try {
      return await asking;
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return null;
      throw error;
    }
  }

  async function bytesOf(input: GetObjectCommandInput, abortSignal: AbortSignal) {
    const { Body } = await client.send(new GetObjectCommand(input), { abortSignal });
    return Body!.transformToByteArray();
  }

  return {
    place: `s3://${bucket}/${prefix}`.replace(/\/$/, ''),
    async put(key, bytes, abortSignal) {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes }), { abortSignal });
    },
    get: (key, signal) => unlessMissing(bytesOf(at(key), signal)),
    read: (key, from, length, signal) =>
      unlessMissing(bytesOf({ ...at(key), Range: `bytes=${from}-${from + length - 1}` }, signal)),
    async copy(from, to, abortSignal) {
      const CopySource = encodeURI(`${bucket}/${prefix}${from}`);
      const command = new CopyObjectCommand({ ...at(to), CopySource });
      return (await unlessMissing(client.send(command, { abortSignal }))) !== null;
    },
    async delete(keys, abortSignal) {
      const Objects = keys.map((key) => ({ Key: prefix + key }));
      const command = new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects, Quiet: true },
      });
      const { Errors = [] } = await client.send(command, { abortSignal });
      const [first] = Errors;
      if (first !== undefined)
        throw Object.assign(new Error(first.Message ?? first.Code), { name: first.Code });
    },
    async list(after, abortSignal) {
      const page = await client.send(
        new ListObjectsV2Command({
          ...{ Bucket: bucket, Prefix: prefix },
          ...(after !== null && { ContinuationToken: after }),
        }),
        { abortSignal },
      );
      const objects = (page.Contents ?? []).map(({ Key, LastModified }) => ({
        key: Key!.slice(prefix.length),
        written: LastModified!,
      }));
      return { objects, next: page.NextContinuationToken ?? null };
    },
    remedyOf: (error) => remedyOf(error, bucket),
    close: () => client.destroy(),
  };
}

function remedyOf(error: unknown, bucket: string): string {
  const { name, message } = error as Error;
  if (name === 'NoSuchBucket') return `Make the bucket ${bucket}, or name another with --pictures.`;
  if (/Redirect|AuthorizationHeaderMalformed|IllegalLocation/.test(name) || /region/i.test(message))
    return "Set AWS_REGION to the bucket's region.";
  if (/AccessDenied|Credentials|InvalidAccessKeyId|Signature|Token|Forbidden/.test(name))
    return `Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role, of one who may s3:ListBucket the bucket and s3:GetObject, s3:PutObject and s3:DeleteObject what is in it.`;
  return 'See whether the bucket can be reached from here; one elsewhere than at AWS is named by AWS_ENDPOINT_URL_S3=https://host.';
}
