import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { PutCondition, PutResult } from '#core/ports/object-store.ts';
import { conditionsOf, isMissing, isRace, refuses, s3Fault } from './answers.ts';
import { pause } from './patience.ts';

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** How often to look for what another writer is putting at this moment; about six seconds in all. */
const LOOKS = 8;

/**
 * Puts what is too long for memory, part by part; the condition is S3's at the last step, so that the object appears whole or not
 * at all. What fails is aborted; the bucket's lifecycle clears away what even that did not reach.
 */
export async function putParts(
  client: S3Client,
  place: Place,
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  condition: PutCondition | undefined,
): Promise<PutResult> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place)).catch((error) => {
    throw s3Fault(error);
  });
  const upload = { ...place, UploadId };
  const abort = () => client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
  const Parts: CompletedPart[] = [];
  try {
    for (let part: Uint8Array | null = first; part !== null; ) {
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: part })).catch((error) => {
        throw s3Fault(error);
      });
      Parts.push({ PartNumber, ETag });
      // What the stream throws comes out as it is.
      const next: IteratorResult<Uint8Array> = await rest.next();
      part = next.done === true ? null : next.value;
    }
  } catch (error) {
    await abort();
    await rest.return?.();
    throw error;
  }
  try {
    const MultipartUpload = { Parts };
    const { ETag = '' } = await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload, ...conditionsOf(condition) }));
    return { ok: true, etag: ETag };
  } catch (error) {
    await abort();
    if (refuses(error, condition) || (isOver(error) && (await holdsNoMore(client, place, condition)))) {
      return { ok: false, reason: 'precondition_failed' };
    }
    throw s3Fault(error);
  }
}

/**
 * This upload can never be completed again: another writer was at the same key (409: S3 asks for a new upload), or it has been completed
 * already and the answer was lost, so that the SDK's next attempt found it no more.
 */
function isOver(error: unknown): boolean {
  return isRace(error) || (error as Error | null)?.name === 'NoSuchUpload';
}

/**
 * Whether the condition can no longer hold, by our own put or by another's. Who replaces a version opens it anew and looks; but who makes
 * something new may take "it is there" for done, so it must be there: another writer's object appears when that writer is done.
 */
async function holdsNoMore(client: S3Client, place: Place, condition: PutCondition | undefined): Promise<boolean> {
  if (condition === undefined || 'ifMatch' in condition) return condition !== undefined;
  for (let look = 0; look < LOOKS; look++) {
    try {
      await client.send(new HeadObjectCommand(place));
      return true;
    } catch (error) {
      if (!isMissing(error)) throw s3Fault(error);
      await pause(look);
    }
  }
  return false;
}
