import type { Address, Delivery } from '../../model/delivery.ts';

/** Which of these addresses a delivery goes to. */
export function addressFor(
  addresses: Address[],
  { receiverId, recipient }: Pick<Delivery, 'receiverId' | 'recipient'>,
): Address | undefined {
  return addresses.find((one) => one.receiverId === receiverId && one.recipient === recipient);
}
