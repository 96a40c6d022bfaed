import type { Room } from "../frame/room.ts";

export const workspaceRooms: readonly Room[] = [];
