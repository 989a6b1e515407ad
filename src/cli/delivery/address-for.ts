import type { Address, Delivery } from '../../model/delivery.ts';

/**
 * Where a delivery would go, of these addresses. One that was made before the addresses of a receiver were told apart goes
 * to all of them, which share an endpoint.
 */
export function addressFor(
  addresses: Address[],
  { receiverId, recipient }: Pick<Delivery, 'receiverId' | 'recipient'>,
): Address | undefined {
  return addresses.find((one) => one.receiverId === receiverId && (recipient === '' || one.recipient === recipient));
}
