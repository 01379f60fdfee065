const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Media types of what people print and of what they sort and filter. */
export const DOCX = `${OFFICE}.wordprocessingml.document`;
export const XLSX = `${OFFICE}.spreadsheetml.sheet`;
