import type { ActionProps } from 'adminjs';
import type { ReactElement } from 'react';
import { Navigate } from 'react-router-dom';
import { Await, useLoaded } from '../../../../panel-kit/index.js';
import { ActionForm } from './action-form.js';
import type { ActionView } from './action-view.js';

/** Every action of a plugin: on a record, on a list, or over chosen rows. The server describes the form. */
export function HouseAction({ action, resource, record, records }: ActionProps): ReactElement {
  const ids = record?.id ? [record.id] : (records ?? []).map(({ id }) => id);
  const door = `/admin/x/host/actions/${encodeURIComponent(resource.id)}/${encodeURIComponent(action.name)}`;
  const query = new URLSearchParams(ids.length > 0 ? { ids: ids.join(',') } : {}).toString();
  const loaded = useLoaded<ActionView>(`${door}?${query}`);
  return (
    <Await loaded={loaded}>
      {(view) =>
        view.opens ? (
          <Navigate replace to={view.opens} />
        ) : (
          <ActionForm
            key={`${door}?${query}`}
            view={view}
            door={door}
            ids={ids}
            params={record?.params ?? {}}
            back={backFrom(resource.id, record?.id)}
          />
        )
      }
    </Await>
  );
}

function backFrom(resourceId: string, recordId: string | undefined): string {
  const list = `/admin/resources/${encodeURIComponent(resourceId)}`;
  return recordId ? `${list}/records/${encodeURIComponent(recordId)}/show` : list;
}
