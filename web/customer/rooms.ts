import type { Room } from "../frame/room.ts";

export const customerRooms: readonly Room[] = [];
