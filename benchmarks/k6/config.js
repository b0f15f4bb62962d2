// What all scripts share: where the server is, how the load rises and falls, and when a run has failed.
//
//   K6_TARGET_URL      the server, http://127.0.0.1:8080 by default; may be a remote one
//   K6_PROFILE         one of the profiles below, quick-smoke by default
//   K6_VUS             virtual users at the peak, instead of the profile's own
//   K6_CHAOS           1: the server fails on purpose, so failures are expected and only their form is checked
//   K6_MAX_P95_MS      the 95th percentile of request durations that is allowed, 10000 by default
//   K6_API_KEY         sent as the bearer token
//   K6_MODEL           the model that is asked for, gpt-4o by default
import { check, sleep } from 'k6';
import http from 'k6/http';
import { Counter } from 'k6/metrics';

export const target = (__ENV.K6_TARGET_URL || 'http://127.0.0.1:8080').replace(/\/+$/, '');
export const api = `${target}/openai/v1`;
export const model = __ENV.K6_MODEL || 'gpt-4o';
export const isChaos = __ENV.K6_CHAOS === '1';

/**
 * Virtual users at the peak, and either how many iterations each makes, or the stages as shares of the peak. Short runs
 * count iterations: how many requests fit into seconds is chance, and with few of them so is the share that fails.
 */
const profiles = {
  'quick-smoke': { vus: 2, iterations: 4 },
  smoke: { vus: 5, iterations: 25 },
  load: {
    vus: 50,
    stages: [
      ['30s', 1],
      ['4m', 1],
      ['30s', 0],
    ],
  },
  stress: {
    vus: 400,
    stages: [
      ['1m', 0.25],
      ['1m', 0.25],
      ['1m', 0.5],
      ['1m', 0.5],
      ['1m', 1],
      ['1m', 1],
      ['30s', 0],
    ],
  },
  spike: {
    vus: 500,
    stages: [
      ['20s', 0.02],
      ['5s', 1],
      ['1m', 1],
      ['5s', 0.02],
      ['30s', 0.02],
    ],
  },
  soak: {
    vus: 50,
    stages: [
      ['30s', 1],
      ['9m', 1],
      ['30s', 0],
    ],
  },
  'high-concurrency': {
    vus: 1000,
    stages: [
      ['20s', 1],
      ['1m', 1],
      ['20s', 0],
    ],
  },
};

function chooseProfile() {
  const name = __ENV.K6_PROFILE || 'quick-smoke';
  const profile = profiles[name];
  if (profile === undefined) {
    throw new Error(`There is no profile "${name}". There are: ${Object.keys(profiles).join(', ')}.`);
  }
  return profile;
}

/** The options of a script: the load of the chosen profile and the thresholds that a run has to keep. */
export function createOptions(thresholds = {}) {
  const { vus, stages, iterations } = chooseProfile();
  const peak = Number(__ENV.K6_VUS || vus);
  const scenario =
    stages === undefined
      ? { executor: 'per-vu-iterations', vus: peak, iterations, maxDuration: '2m' }
      : {
          executor: 'ramping-vus',
          startVUs: 0,
          stages: stages.map(([duration, share]) => ({ duration, target: Math.round(peak * share) })),
          gracefulRampDown: '30s',
        };
  return {
    scenarios: { main: scenario },
    discardResponseBodies: false,
    summaryTrendStats: ['min', 'avg', 'med', 'p(90)', 'p(95)', 'p(99)', 'max'],
    thresholds: {
      checks: ['rate>0.99'],
      http_req_failed: [isChaos ? 'rate<0.25' : 'rate<0.01'],
      http_req_duration: [`p(95)<${__ENV.K6_MAX_P95_MS || 10_000}`],
      ...thresholds,
    },
  };
}

export const outputTokens = new Counter('llm_output_tokens');

/** What every request sends: a key, since what is stored belongs to the key that stored it. */
export const headers = { authorization: `Bearer ${__ENV.K6_API_KEY || 'sk-k6'}` };

/** Sends a request for a reply. @param name - how the request is called in the results */
export function post(path, body, name) {
  return http.post(`${api}${path}`, JSON.stringify({ model, ...body }), {
    headers: { ...headers, 'content-type': 'application/json' },
    tags: { name },
    timeout: '120s',
  });
}

/** Checks a reply that should have been one: in a run with failures, an error of the API's form is right, too. */
export function checkReply(response, name, conditions) {
  if (isChaos && response.status !== 200) {
    return check(response, {
      [`${name}: an error has the form of one`]: ({ status, body }) =>
        // Status 0: the connection was cut, as was asked for.
        status === 0 || (status >= 400 && JSON.parse(body).error.message !== undefined),
    });
  }
  // A stream may have been cut in its middle.
  if (isChaos) return true;
  return check(response, {
    [`${name}: status is 200`]: ({ status }) => status === 200,
    ...Object.fromEntries(
      Object.entries(conditions).map(([condition, holds]) => [`${name}: ${condition}`, holds]),
    ),
  });
}

/** The events of a whole stream, each parsed; the end marker is left out. */
export function eventsOf(body) {
  return String(body)
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)));
}

/** A prompt that no other iteration has, so that replies differ: k6 counts the iterations of each user. */
export function prompt() {
  return `Request ${__ITER} of user ${__VU}: say something.`;
}

/** One of the kinds of requests, in turn and not by chance, so that runs with the same seed are the same. */
export function kindOf(kinds) {
  return kinds[(__VU + __ITER) % kinds.length];
}

/** What a user needs to read a reply, from half a second to a second and a half. */
export function read() {
  sleep(0.5 + Math.random());
}

/**
 * Fails the run if the simulator itself could not keep up: then its timing is not to be believed. Short runs look at
 * replies and not at times, so a busy machine does not fail them.
 */
export function checkVerdict() {
  const response = http.get(`${target}/llmsim/stats`, { tags: { name: 'stats' } });
  if (response.status !== 200) return;
  const { scheduler, active_requests: active, outcomes } = response.json();
  console.log(
    `llmsim: verdict ${scheduler.verdict}, lateness p99 ${scheduler.lag_ms.p99} ms, ${active} active, ${JSON.stringify(outcomes)}`,
  );
  if (scheduler.verdict === 'invalid' && chooseProfile().stages !== undefined) {
    throw new Error(`The simulator was too late to be believed: ${JSON.stringify(scheduler)}`);
  }
}
