import { generateKeyPairSync, sign } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { median } from './figures.ts';

/**
 * What the figures were measured on, in words. Hosts whose processors have the same name may differ by three to four times in what
 * they compute and in how far away their memory is, so both are told.
 */
export function machineInWords(): string {
  // More than a few tenths of one: others were at work, too, and the figures are theirs as well as ours.
  const othersLoad = (loadavg()[0] ?? 0).toFixed(1);
  const yardsticks = `${signatureMs().toFixed(2)} ms for an RSA-2048 signature and ${reachNs().toFixed(0)} ns to reach 64 MiB of memory`;
  return `${availableParallelism()} cores with a load of ${othersLoad} at the beginning, ${yardsticks}, Node ${process.versions.node}`;
}

function signatureMs(): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = Buffer.alloc(400);
  return median(
    Array.from({ length: 200 }, () => {
      const began = performance.now();
      sign('sha256', data, privateKey);
      return performance.now() - began;
    }),
  );
}

/** Each look tells where the next one is, so that none begins before the last has ended. */
function reachNs(): number {
  const places = new Int32Array((64 * 1024 * 1024) / Int32Array.BYTES_PER_ELEMENT);
  // A full-period congruential generator (Knuth: c odd, a - 1 divisible by 4), which visits every place.
  const next = (at: number): number => (Math.imul(at, 1_103_515_245) + 12_345) & (places.length - 1);
  for (let at = 0; at < places.length; at += 1) places[at] = next(at);
  const looks = 2_000_000;
  let at = 0;
  const began = performance.now();
  for (let look = 0; look < looks; look += 1) at = places[at] ?? 0;
  const ns = ((performance.now() - began) * 1e6) / looks;
  if (at < 0) throw new Error('no such place');
  return ns;
}
