import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import type { ReactNode } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Problem } from './api/ask';
import { SessionProvider } from './session/use-session';
import { NotFound } from './shell/not-found';
import { INNER_PAGES, SCREENS } from './shell/screens';
import { Shell } from './shell/shell';
import { SpeakingProvider, useLanguage } from './words/use-words';

/** Only what may pass by itself is asked again by itself. */
const PASSES = [0, 429, 500, 503];
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (failures, problem) =>
        failures < 2 && problem instanceof Problem && PASSES.includes(problem.told.status),
    },
  },
});

export function Console(): ReactNode {
  return (
    <SpeakingProvider>
      <Dressed>
        <QueryClientProvider client={queries}>
          <SessionProvider>
            <BrowserRouter>
              <Routes>
                <Route element={<Shell />}>
                  {[...SCREENS, ...INNER_PAGES].map(({ path, View }) => (
                    <Route key={path} path={path} element={<View />} />
                  ))}
                  <Route path="*" element={<NotFound />} />
                </Route>
              </Routes>
            </BrowserRouter>
          </SessionProvider>
        </QueryClientProvider>
      </Dressed>
    </SpeakingProvider>
  );
}

/** Colours with at least 4.5 : 1 on white. */
function Dressed({ children }: { readonly children: ReactNode }): ReactNode {
  const { language } = useLanguage();
  return (
    <ConfigProvider
      locale={language === 'vi' ? viVN : enUS}
      theme={{
        token: {
          // Offices have weak computers, and what moves keeps a button from being found by its name until it has stopped.
          motion: false,
          colorPrimary: '#0b5394',
          colorTextSecondary: '#4a5560',
          colorTextDescription: '#4a5560',
          colorLink: '#0b5394',
          colorError: '#b42318',
          colorTextPlaceholder: '#5d6873',
          borderRadius: 4,
        },
        components: {
          Menu: {
            itemSelectedBg: '#dfeaf5',
            itemSelectedColor: '#0b3d6e',
            // All of them fit under each other on 768 pixels; at least 24 are asked for by WCAG 2.2.
            itemHeight: 28,
            itemMarginBlock: 0,
            groupTitleLineHeight: 1.2,
          },
          Progress: { defaultColor: '#0b5394' },
          Descriptions: { labelColor: '#4a5560' },
          Layout: { headerHeight: 48, headerBg: '#ffffff', headerPadding: '0 20px' },
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
