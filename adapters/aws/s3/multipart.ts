import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { PutCondition, PutResult } from '#core/ports/object-store.ts';
import { conditionsOf, refuses, s3Fault } from './answers.ts';

/**
 * Puts what is too long for memory, part by part; the condition is S3's at the last step, so that the object appears whole or not
 * at all. What fails is aborted; the bucket's lifecycle clears away what even that did not reach.
 */
export async function putParts(
  client: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  condition: PutCondition | undefined,
): Promise<PutResult> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place)).catch((error) => {
    throw s3Fault(error);
  });
  const upload = { ...place, UploadId };
  try {
    const Parts: CompletedPart[] = [];
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
    const completed = await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...conditionsOf(condition) }),
    );
    return { ok: true, etag: completed.ETag ?? '' };
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    if (refuses(error, condition)) return { ok: false, reason: 'precondition_failed' };
    throw (error as { readonly $metadata?: unknown } | null)?.$metadata === undefined ? error : s3Fault(error);
  }
}
