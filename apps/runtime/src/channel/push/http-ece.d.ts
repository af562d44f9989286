declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';
  export function encrypt(plain: Buffer, options: { version: 'aes128gcm'; dh: Buffer; privateKey: ECDH; salt?: Buffer; authSecret: Buffer }): Buffer;
}
