import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HAND_MODEL, readModel, type Model } from '@kntc/duplicates';
import { Refusal } from '../refusal';

/** Where the model of a province lies below its configuration. */
export function modelFile(configDir: string): string {
  return join(configDir, 'duplicates', 'model.json');
}

/** The model a file holds; without a file in use the weights written by hand. @throws Refusal when it is none */
export function loadModel(configDir: string, named: string | undefined): Model {
  const file = named ?? modelFile(configDir);
  if (named === undefined && !existsSync(file)) return HAND_MODEL;
  const read = readModel(parsed(file));
  if (read.kind === 'model') return read.model;
  throw unusable(file, read.problem);
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw unusable(file, 'không đọc được thành JSON');
  }
}

function unusable(file: string, problem: string): Refusal {
  return new Refusal([
    `Mô hình ${file} không dùng được: ${problem}.`,
    'Chưa so sánh gì: trọng số của phiên bản khác sẽ cho kết quả sai.',
    'Huấn luyện lại (kntc duplicates train) hoặc lấy lại tệp đi kèm phiên bản cổng này.',
  ]);
}
