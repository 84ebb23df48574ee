using FsCheck.Xunit;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class IndexedHeapTests
{
    [Property(MaxTest = 300)]
    public void Gives_what_a_sorted_list_gives_whatever_is_added_moved_and_removed(int[] steps)
    {
        var heap = new IndexedHeap<Item, Item.ByKey>();
        var model = new List<Item>();
        foreach (var step in steps ?? [])
        {
            Apply(heap, model, step);
            heap.Count.ShouldBe(model.Count);
            heap.Peek()?.Key.ShouldBe(model.Min(i => i.Key));
        }

        var rest = model.Select(i => i.Key).Order().ToList();
        var taken = new List<long>();
        while (heap.Take() is { } item)
        {
            taken.Add(item.Key);
        }

        taken.ShouldBe(rest);
    }

    private static void Apply(IndexedHeap<Item, Item.ByKey> heap, List<Item> model, int step)
    {
        var pick = model.Count == 0 ? 0 : (int)((uint)step % (uint)model.Count);
        switch ((uint)step % 5)
        {
            case 0 when model.Count > 0:
                heap.Remove(model[pick]);
                model.RemoveAt(pick);
                break;
            case 1 when model.Count > 0:
                model[pick].Key = step / 7;
                heap.Reorder(model[pick]);
                break;
            default:
                var item = new Item { Key = step };
                heap.Add(item);
                model.Add(item);
                break;
        }
    }

    private sealed class Item
    {
        private int _place;

        public long Key { get; set; }

        internal readonly struct ByKey : IHeapPolicy<Item>
        {
            public static long KeyOf(Item item) => item.Key;

            public static ref int PlaceOf(Item item) => ref item._place;
        }
    }
}
