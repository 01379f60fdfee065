import { ENVIRONMENT_VARIABLES, type VariableName } from './environment-variables';
import { VARIABLE_GUIDE } from './variable-guide';

const HEAD = `# Sinh tự động từ libs/platform/src/config bằng: node tools/run.cjs env-example
# Đặt trong dịch vụ (ví dụ EnvironmentFile= của systemd, env_file của compose); cổng không tự đọc tệp .env. Bỏ dấu # ở dòng cần dùng. Giá trị đang ghi là mặc định hoặc ví dụ.
`;

/** The text of `.env.example`. A test compares it with the committed file. */
export function renderEnvExample(): string {
  const defaults = ENVIRONMENT_VARIABLES.parse({});
  const entries = Object.entries(VARIABLE_GUIDE).map(([key, guide]) => {
    const value = defaults[key as VariableName] ?? guide.example ?? '';
    return `# ${guide.about}\n# Dạng: ${guide.expected}\n# ${key}=${value}\n`;
  });
  return [HEAD, ...entries].join('\n');
}
