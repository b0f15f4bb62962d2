import type { ProcessUse } from './process-use.js';

/** What is shown of the processes, under the names that every program in Prometheus uses. */
export const processMetrics: readonly {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  /** `null`: the system does not say. */
  readonly read: (use: ProcessUse) => number | null;
}[] = [
  {
    name: 'process_cpu_seconds_total',
    help: 'User and system time of all processes of the server.',
    type: 'counter',
    read: ({ cpuUserSeconds, cpuSystemSeconds }) => cpuUserSeconds + cpuSystemSeconds,
  },
  {
    name: 'process_cpu_user_seconds_total',
    help: 'User time of all processes of the server.',
    type: 'counter',
    read: ({ cpuUserSeconds }) => cpuUserSeconds,
  },
  {
    name: 'process_cpu_system_seconds_total',
    help: 'System time of all processes of the server.',
    type: 'counter',
    read: ({ cpuSystemSeconds }) => cpuSystemSeconds,
  },
  {
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of all processes of the server.',
    type: 'gauge',
    read: ({ residentBytes }) => residentBytes,
  },
  {
    name: 'process_open_fds',
    help: 'Open file descriptors of all processes of the server.',
    type: 'gauge',
    read: ({ openFiles }) => openFiles,
  },
  {
    name: 'process_start_time_seconds',
    help: 'When the oldest process of the server began, in seconds since 1970.',
    type: 'gauge',
    read: ({ startedAtSeconds }) => startedAtSeconds,
  },
  {
    name: 'nodejs_heap_size_used_bytes',
    help: 'Used heap of all processes of the server.',
    type: 'gauge',
    read: ({ heapUsedBytes }) => heapUsedBytes,
  },
];
