/**
 * Whoever reads what is printed may have read enough (`tldops audit | head`): that is no failure. Where it cannot be
 * written at all, such as to a full disk, the command has failed.
 */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`What was to be printed could not be written: ${error.message}\n`);
    // oxlint-disable-next-line unicorn/no-process-exit -- the command's own status would say that it is done
    process.exit(1);
  });
}
