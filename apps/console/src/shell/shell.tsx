import { Button, Dropdown, Flex, Layout, Menu, Skeleton, Tag, type MenuProps } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { signOut } from '../api/ask';
import { SIGN_IN_PATH } from '../session/paths';
import { useMay, useSession } from '../session/use-session';
import { useLanguage, useWords } from '../words/use-words';
import { CrashGuard } from './crash-guard';
import { SCREEN_GROUPS, SCREENS, type Screen, type ScreenGroup } from './screens';

/** Menu, account, and the screen in the middle. */
export function Shell(): ReactNode {
  const { common } = useWords();
  const { pathname } = useLocation();
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a href="#noi-dung" className="skip-link">
        {common.skip}
      </a>
      <Layout.Sider width={232} theme="light" breakpoint="lg" collapsedWidth={0} className="no-print side">
        <ProductName />
        <ScreenMenu />
      </Layout.Sider>
      <Layout>
        <Layout.Header className="top-bar no-print">
          <AccountBar />
        </Layout.Header>
        <Layout.Content id="noi-dung" style={{ padding: 20 }} tabIndex={-1}>
          <CrashGuard key={pathname}>
            <Suspense fallback={<Skeleton active />}>
              <Outlet />
            </Suspense>
          </CrashGuard>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function ProductName(): ReactNode {
  const { product } = useWords();
  return (
    <Link to="/" className="product-name">
      {product}
    </Link>
  );
}

function ScreenMenu(): ReactNode {
  const { menu } = useWords();
  const may = useMay();
  const { pathname } = useLocation();
  const seen = SCREENS.filter(({ needs }) => may(needs));
  const item = ({ path, name }: Screen): { key: string; label: ReactNode } => ({
    key: path,
    label: <Link to={path}>{menu[name]}</Link>,
  });
  const groupOf = (group: ScreenGroup): NonNullable<MenuProps['items']> => {
    const children = seen.filter((screen) => screen.group === group).map(item);
    return children.length === 0 ? [] : [{ type: 'group', key: group, label: menu[group], children }];
  };
  const here = seen
    .map(({ path }) => path)
    .filter((path) => path === pathname || (path !== '/' && pathname.startsWith(`${path}/`)));
  return (
    <nav aria-label={menu.overview}>
      <Menu
        mode="inline"
        selectedKeys={here}
        items={[
          ...seen.filter(({ group }) => group === undefined).map(item),
          ...SCREEN_GROUPS.flatMap(groupOf),
        ]}
        style={{ borderInlineEnd: 0 }}
      />
    </nav>
  );
}

function AccountBar(): ReactNode {
  const { session: words, roles } = useWords();
  const { session } = useSession();
  const { language, speak } = useLanguage();
  const leave = async (): Promise<void> => {
    await signOut(session.csrf ?? '').catch(() => undefined);
    location.assign(SIGN_IN_PATH);
  };
  return (
    <Flex justify="end" align="center" gap={12} style={{ height: '100%' }}>
      {session.roles.map((role) => (
        <Tag key={role}>{roles[role] ?? role}</Tag>
      ))}
      <span>{session.agencies === 'all' ? words.allAgencies : session.agencies.join(', ')}</span>
      <Button type="text" onClick={() => speak(language === 'vi' ? 'en' : 'vi')}>
        {words.language}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'account', label: <a href={SIGN_IN_PATH}>{words.account_page}</a> },
            { key: 'out', label: words.signOut, onClick: () => void leave() },
          ],
        }}
      >
        <Button aria-haspopup="menu">{session.login}</Button>
      </Dropdown>
    </Flex>
  );
}
