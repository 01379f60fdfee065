import { readMariadbAddress } from './mariadb-address';

describe('an address of MariaDB or MySQL', () => {
  it('says host, port, account, password and database', () => {
    expect(readMariadbAddress('mariadb://doc%40gia:m%C3%A3%2F@db.example:3307/don')).toEqual({
      host: 'db.example',
      port: 3307,
      user: 'doc@gia',
      password: 'mã/',
      database: 'don',
    });
    expect(readMariadbAddress('mysql://a@[::1]')).toEqual({
      host: '::1',
      port: 3306,
      user: 'a',
      password: '',
    });
  });

  it('asks for TLS with the words PostgreSQL uses', () => {
    expect(readMariadbAddress('mysql://a:b@h/d?sslmode=require').ssl).toEqual({ rejectUnauthorized: false });
    expect(readMariadbAddress('mysql://a:b@h/d?sslmode=verify-full').ssl).toEqual({
      rejectUnauthorized: true,
      verifyIdentity: true,
    });
  });

  it.each([
    'postgres://a:bimat@h/d',
    'h:3306',
    '',
    'mysql://a:bimat@h/d?sslmode=maybe',
    'mysql://a:bimat@h/d?ssl=true',
    'mysql://a:bimat@10.0.0.9/d?sslmode=verify-full',
    'mysql://a:bimat@h/d?sslmode=verify-full&sslrootcert=/nowhere.pem',
  ])('refuses %s and does not print the password', (address) => {
    const read = (): unknown => readMariadbAddress(address);
    expect(read).toThrow(expect.objectContaining({ code: 'GW_S105' }) as Error);
    expect(read).not.toThrow(/bimat/);
  });
});
