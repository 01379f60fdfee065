import type { ServerResponse } from 'node:http';
import { textAnswer, type Answer } from '../wire/answers';
import type { Action, FaultRule } from './fault-rule';

const DRIP_PAUSE_MS = 1000;
const MAINTENANCE_PAGE =
  '<!doctype html><html><head><title>Bảo trì</title></head><body><h1>Hệ thống đang bảo trì</h1></body></html>';

export interface FaultScene {
  readonly response: ServerResponse;
  /** What an undisturbed far side would answer (before a commit: what it would lie). */
  readonly answer: Answer;
  /** The same answer carrying somebody else's Id. */
  readonly wrongIdAnswer: Answer;
}

/** Does to the socket what the rule says. Resolves when the first byte went out or the socket is gone or left hanging. */
export async function playFault(rule: FaultRule, scene: FaultScene): Promise<void> {
  const waitMs = rule.phase === 'late-commit' || rule.action === 'drip' ? 0 : (rule.delayMs ?? 0);
  if (waitMs > 0) await pause(waitMs);
  if (scene.response.destroyed) return;
  if (rule.phase === 'mid-response') playMidResponse(rule, scene);
  else playWhole(rule, scene);
}

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
}

type Play = (rule: FaultRule, scene: FaultScene) => void;

const WHOLE: Readonly<Record<Action | 'none', Play>> = {
  drop: (_rule, { response }) => response.socket?.destroy(),
  reset: (_rule, { response }) => response.socket?.resetAndDestroy(),
  hang: () => undefined, // the socket stays open until the client gives up or the simulator stops
  drip: (rule, { response, answer }) => drip(rule, response, withHeaders(rule, answer)),
  status: (rule, { response }) => sendAnswer(response, statusAnswer(rule)),
  malformed: (rule, { response, answer }) => sendAnswer(response, withHeaders(rule, cutShort(answer))),
  html: (rule, { response }) => sendAnswer(response, withHeaders(rule, maintenancePage())),
  'wrong-id': (rule, { response, wrongIdAnswer }) => sendAnswer(response, withHeaders(rule, wrongIdAnswer)),
  none: (_rule, { response, answer }) => sendAnswer(response, answer),
};

type PlayRest = (rule: FaultRule, response: ServerResponse, rest: Buffer) => void;

const breakOff: PlayRest = (_rule, response) => response.socket?.destroy();

const REST: Readonly<Record<Action | 'none', PlayRest>> = {
  drop: breakOff,
  status: breakOff, // the status line is already out: all that is left is to break off
  'wrong-id': breakOff,
  reset: (_rule, response) => response.socket?.resetAndDestroy(),
  hang: () => undefined,
  drip: (rule, response, rest) => dripBytes(response, rest, rule.delayMs ?? DRIP_PAUSE_MS),
  malformed: (_rule, response, rest) => response.end(Buffer.alloc(rest.length, '}')),
  html: (_rule, response, rest) =>
    response.end(Buffer.from(MAINTENANCE_PAGE.padEnd(rest.length)).subarray(0, rest.length)),
  none: (_rule, response, rest) => response.end(rest),
};

function playWhole(rule: FaultRule, scene: FaultScene): void {
  WHOLE[rule.action ?? (rule.phase === 'late-commit' ? 'hang' : 'none')](rule, scene);
}

/** Head and half of the body go out, then the action happens to the rest. */
function playMidResponse(rule: FaultRule, scene: FaultScene): void {
  const { response } = scene;
  const answer = withHeaders(rule, rule.action === 'wrong-id' ? scene.wrongIdAnswer : scene.answer);
  const half = Math.floor(answer.body.length / 2);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.write(answer.body.subarray(0, half), () =>
    REST[rule.action ?? 'none'](rule, response, answer.body.subarray(half)),
  );
}

function drip(rule: FaultRule, response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.flushHeaders();
  dripBytes(response, answer.body, rule.delayMs ?? DRIP_PAUSE_MS);
}

function dripBytes(response: ServerResponse, bytes: Buffer, pauseMs: number): void {
  let sent = 0;
  const timer = setInterval(
    () => {
      if (response.destroyed || sent >= bytes.length) {
        clearInterval(timer);
        response.end();
        return;
      }
      response.write(bytes.subarray(sent, sent + 1));
      sent += 1;
    },
    Math.max(1, pauseMs),
  );
  timer.unref();
}

function statusAnswer(rule: FaultRule): Answer {
  const status = rule.status ?? (rule.phase === 'late-commit' ? 504 : 503);
  return withHeaders(rule, textAnswer(status, 'text/plain; charset=utf-8', `Lỗi ${status}`));
}

function maintenancePage(): Answer {
  return textAnswer(200, 'text/html; charset=utf-8', MAINTENANCE_PAGE);
}

function withHeaders(rule: FaultRule, answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, ...rule.headers } };
}

/** A complete HTTP answer whose JSON stops in the middle. */
function cutShort(answer: Answer): Answer {
  return { ...answer, body: answer.body.subarray(0, Math.max(1, Math.floor(answer.body.length / 2))) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
