import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { whyUnreadable } from '../core/unreadable.ts';
import type { PemFile } from './settings.ts';
import { type Read, type Reading, fits, fromText, unfit } from './settings-values.ts';

/** A path to a certificate, with its chain behind it. Read now, so that a missing file stops the start, not a mail. */
export function certificateFile(folder: string): Read<PemFile> {
  return pemFile(folder, (pem) => {
    const certificate = new X509Certificate(pem);
    return certificate.validToDate.getTime() < certificate.validFromDate.getTime() ? 'ends before it begins' : null;
  });
}

/** A path to a private key without passphrase. */
export function privateKeyFile(folder: string): Read<PemFile> {
  return pemFile(folder, (pem) => {
    createPrivateKey(pem);
    return null;
  });
}

/** RFC 8301 §3.2: RSA, at least 1024 bits; receivers are not bound to know other kinds. */
export function signingKeyFile(folder: string): Read<PemFile> {
  return pemFile(folder, (pem) => {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= 1024 ? null : 'must hold an RSA key of at least 1024 bits';
  });
}

/** Whether the private key belongs to the certificate. */
export function belongTogether(cert: PemFile, key: PemFile): boolean {
  return new X509Certificate(cert.pem).checkPrivateKey(createPrivateKey(key.pem));
}

/** @param check returns what is wrong, and throws where the content is not of its kind at all. */
function pemFile(folder: string, check: (pem: string) => string | null): Read<PemFile> {
  return fromText((text): Reading<PemFile> => {
    const path = resolve(folder, text);
    let pem: string;
    try {
      pem = readFileSync(path, 'utf8');
    } catch (error) {
      return unfit(`cannot be read: ${path} (${whyUnreadable(error)})`);
    }
    try {
      const wrong = check(pem);
      return wrong === null ? fits({ path, pem }) : unfit(`${wrong}: ${path}`);
    } catch {
      return unfit(`is not a PEM file of the right kind: ${path}`);
    }
  });
}
