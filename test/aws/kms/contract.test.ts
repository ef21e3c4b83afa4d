import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { KmsVault } from '#adapters/aws/kms-vault.ts';
import { describeKeyVault } from '../../contracts/key-vault.suite.ts';
import { motoOptions } from '../support/clients.ts';

const kms = () => new KMSClient({ ...motoOptions(), maxAttempts: 1 });

async function key(): Promise<string> {
  const { KeyMetadata } = await kms().send(new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }));
  return KeyMetadata?.Arn ?? '';
}

describeKeyVault('KMS', async () => ({ vault: new KmsVault(kms(), [await key()]), key: null }));

describe('KmsVault', () => {
  it('has a key of its own for each version', async () => {
    const vault = new KmsVault(kms(), [await key(), await key()]);
    const message = Buffer.from('m');
    expect(await vault.mac(message, 1)).not.toEqual(await vault.mac(message, 2));
  });

  it('says that it is not available when its key is gone', async () => {
    const id = await key();
    const gone = new KmsVault(kms(), [`${id.slice(0, -4)}0000`]);
    await expect(gone.mac(Buffer.from('m'), 1)).rejects.toMatchObject({ code: 'vault_unavailable' });
  });
});
