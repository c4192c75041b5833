import { callLink } from '../lower.ts';
import type { Evaluate, Run } from '../program.ts';
import { release } from '../state.ts';
import { lookUp, removeHandle, RESOURCE } from '../tables.ts';
import { dropBorrow, lowerOwn } from '../values.ts';
import { give, instanceStateOf, trapIn } from '../world.ts';

export const resourceNew =
  (type: number, rep: Evaluate): Run =>
  (world, thread) =>
    give(world, thread, lowerOwn(world, thread.instance, type, rep(world, thread)));

/** `resource.drop`: of an owned handle it calls the destructor, as a call of a sync type. */
export const resourceDrop =
  (type: number, handle: Evaluate, link: number): Run =>
  (world, thread) => {
    const index = handle(world, thread);
    const ref = lookUp(world, thread, index, RESOURCE, 'not-a-resource');
    if (ref < 0) return 'stop';
    const found = world.state.resources[ref]!;
    if (found.type !== type) return trapIn(world, thread, 'resource-type-differs');
    if (found.lends > 0) return trapIn(world, thread, 'lent');
    removeHandle(instanceStateOf(world, thread), index);
    release(world.state.resources, ref);
    if (!found.own) {
      dropBorrow(world, found.scope);
      return 'go';
    }
    if (link < 0) return 'go';
    const args = [found.rep];
    return callLink(world, thread, { link, async: false, args, cell: -1, realloc: -1 });
  };

export const resourceRep =
  (type: number, handle: Evaluate): Run =>
  (world, thread) => {
    const ref = lookUp(world, thread, handle(world, thread), RESOURCE, 'not-a-resource');
    if (ref < 0) return 'stop';
    const found = world.state.resources[ref]!;
    if (found.type !== type) return trapIn(world, thread, 'resource-type-differs');
    return give(world, thread, found.rep);
  };
