// The health check of the image: asks /ready of the llmsim that runs in this container, at the port that it listens on,
// however that was set: by a flag, by the environment or by a file. Ends with 0 if it is ready.
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { argv, exit } from 'node:process';

const program = realpathSync(argv[2] ?? '/llmsim/bin/llmsim.js');

/** What `read` gives, or `otherwise` for what is gone by now or may not be read. */
function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** The processes that serve: `node …/llmsim.js serve`. */
const servers = readdirSync('/proc').filter((pid) => {
  if (!/^\d+$/.test(pid)) return false;
  const [, script = '', ...args] = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '').split(
    '\0',
  );
  return args.includes('serve') && attempt(() => realpathSync(script), '') === program;
});

/** The sockets that they have open, by inode. */
const sockets = new Set(
  servers.flatMap((pid) =>
    attempt(() => readdirSync(`/proc/${pid}/fd`), []).flatMap((descriptor) => {
      const target = attempt(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`), '');
      return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
    }),
  ),
);

const listening = '0A';

/** Where one of these sockets listens; of all addresses of the machine, loopback is one. */
const urls = ['tcp', 'tcp6'].flatMap((table) =>
  attempt(() => readFileSync(`/proc/net/${table}`, 'utf8'), '')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state !== listening || !sockets.has(inode)) return [];
      const [address = '', port = ''] = local.split(':');
      return `http://${hostOf(address)}:${parseInt(port, 16)}`;
    }),
);

/** An address as the kernel writes it: hexadecimal words with their bytes from right to left. */
function hostOf(hex) {
  const bytes = hex.match(/.{8}/g).flatMap((word) => word.match(/../g).reverse());
  if (bytes.length === 4) {
    const host = bytes.map((byte) => parseInt(byte, 16)).join('.');
    return host === '0.0.0.0' ? '127.0.0.1' : host;
  }
  const groups = bytes.join('').match(/.{4}/g).join(':');
  return /^[0:]+$/.test(groups) ? '[::1]' : `[${groups}]`;
}

const replies = await Promise.allSettled(urls.map((url) => fetch(`${url}/ready`)));
exit(replies.some(({ value }) => value?.ok === true) ? 0 : 1);
