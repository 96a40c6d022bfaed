import type { Room } from "../frame/room.ts";

export const listenRooms: readonly Room[] = [];
