using DccBridge.Headless.Content;
using DccBridge.Headless.Importing;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;
using DccBridge.Tests.AssetFiles;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class SkeletalImportTests : ContentFixture
{
    private const string Flag = "/Game/Chars/SK_Flag";
    private const string Skeleton = "/Game/Chars/SK_Flag_Skeleton";

    [Test]
    public void A_skinned_mesh_comes_with_materials_a_skeleton_and_its_animation()
    {
        ContentStore store = Open();
        IReadOnlyList<ImportedAsset> made = Import(store, new SkinnedGlb());

        Assert.That(made.Select(asset => (asset.Path, asset.Class, asset.Action)), Is.EqualTo(((string, string, ImportAction)[])
        [
            (Flag, AssetClasses.SkeletalMesh, ImportAction.Created),
            ("/Game/Chars/M_Flag", AssetClasses.Material, ImportAction.Created),
            (Skeleton, AssetClasses.Skeleton, ImportAction.Created),
            ("/Game/Chars/SK_Flag_Anim", AssetClasses.AnimSequence, ImportAction.Created),
        ]));
        ContentStore again = Open();
        Assert.That(again.Get(Flag)!.References, Is.EqualTo((string[])["/Game/Chars/M_Flag", Skeleton]));
        Assert.That(again.Get(Flag)!.Facts.Skeleton!.Skeleton, Is.EqualTo(Skeleton));
        Assert.That(again.Get(Skeleton)!.Facts.Skeleton!.Bones.Select(bone => bone.Name), Is.EqualTo((string[])["root", "hip", "hand"]));
        AssetRecord animation = again.Get("/Game/Chars/SK_Flag_Anim")!;
        Assert.That((animation.Facts.Animations.Single().Name, animation.Facts.Skeleton!.Skeleton, animation.References.Single()), Is.EqualTo(("Wave", Skeleton, Skeleton)));
    }

    [Test]
    public void Several_animations_have_their_names_behind_that_of_the_mesh()
    {
        IReadOnlyList<ImportedAsset> made = Import(Open(), new SkinnedGlb { Animations = ["Wave", "Walk cycle", "Wave"] });

        Assert.That(made.Where(asset => asset.Class == AssetClasses.AnimSequence).Select(asset => asset.Path), Is.EqualTo((string[])
            ["/Game/Chars/SK_Flag_Anim_Wave", "/Game/Chars/SK_Flag_Anim_Walk_cycle", "/Game/Chars/SK_Flag_Anim_Wave_2"]));
    }

    [Test]
    public void The_same_file_again_is_unchanged()
    {
        ContentStore store = Open();
        Import(store, new SkinnedGlb());
        string before = Picture(store);

        Assert.That(Import(store, new SkinnedGlb()).Single().Action, Is.EqualTo(ImportAction.Unchanged));
        Assert.That(Picture(store), Is.EqualTo(before));
    }

    [Test]
    public void An_update_makes_animations_anew_and_leaves_a_skeleton_that_has_all_bones()
    {
        ContentStore store = Open();
        Import(store, new SkinnedGlb());

        IReadOnlyList<ImportedAsset> made = Import(store, new SkinnedGlb { Times = [0, 1 / 30f, 2 / 30f] }, ImportConflict.Update);

        Assert.That(made.Select(asset => (asset.Path, asset.Action)), Is.EqualTo(((string, ImportAction)[])[(Flag, ImportAction.Updated), ("/Game/Chars/SK_Flag_Anim", ImportAction.Updated)]));
        AssetRecord animation = store.Get("/Game/Chars/SK_Flag_Anim")!;
        Assert.That((animation.Revision, animation.Facts.Animations.Single().FramesPerSecond, animation.References.Single()), Is.EqualTo((2, 30, Skeleton)));
        Assert.That(store.Get(Skeleton)!.Revision, Is.EqualTo(1));
    }

    [Test]
    public void An_update_keeps_the_skeleton_that_somebody_gave_the_mesh_and_adds_the_bones_it_lacks()
    {
        ContentStore store = Open();
        Import(store, new SkinnedGlb());
        AssetRecord mesh = store.Get(Flag)!;
        var shared = new AssetRecord
        {
            Path = "/Game/Chars/SKEL_Shared",
            Class = AssetClasses.Skeleton,
            ImportedAt = Then,
            Facts = new AssetFacts { Skeleton = new SkeletonFacts { Bones = [new BoneFacts { Name = "root" }, new BoneFacts { Name = "tail", Parent = 0 }, new BoneFacts { Name = "hip", Parent = 0 }], BoneCount = 3 } },
        };
        Put(store, shared, mesh with { References = ["/Game/Chars/M_Flag", shared.Path], Facts = mesh.Facts with { Skeleton = mesh.Facts.Skeleton! with { Skeleton = shared.Path } } });

        Import(store, new SkinnedGlb { Times = [0, 1] }, ImportConflict.Update);

        Assert.That(store.Get(Flag)!.Facts.Skeleton!.Skeleton, Is.EqualTo(shared.Path));
        Assert.That(store.Get(shared.Path)!.Facts.Skeleton!.Bones.Select(bone => (bone.Name, bone.Parent)), Is.EqualTo(new[] { ("root", -1), ("tail", 0), ("hip", 0), ("hand", 2) }));
    }

    [Test]
    public void A_texture_of_the_skeletons_name_is_not_overwritten()
    {
        ContentStore store = Open();
        Put(store, Texture(Skeleton));

        Import(store, new SkinnedGlb());

        Assert.That(store.Get(Skeleton)!.Class, Is.EqualTo(AssetClasses.Texture2D));
        Assert.That(store.Get(Flag)!.Facts.Skeleton!.Skeleton, Is.EqualTo(Skeleton + "_2"));
    }

    [Test]
    public void A_renamed_skeleton_is_followed()
    {
        ContentStore store = Open();
        Import(store, new SkinnedGlb());

        Assets(store).Rename(Skeleton, "/Game/Chars/SKEL_Flag");

        Assert.That(store.Get(Flag)!.Facts.Skeleton!.Skeleton, Is.EqualTo("/Game/Chars/SKEL_Flag"));
        Assert.That(store.Get(Flag)!.References, Does.Contain("/Game/Chars/SKEL_Flag").And.Not.Contain(Skeleton));
        Assert.That(store.Get("/Game/Chars/SK_Flag_Anim")!.Facts.Skeleton!.Skeleton, Is.EqualTo("/Game/Chars/SKEL_Flag"));
    }

    [Test]
    public void A_file_of_animations_alone_makes_an_asset_of_each()
    {
        ContentStore store = Open();
        IReadOnlyList<ImportedAsset> made = Import(store, new SkinnedGlb { HasMesh = false, Animations = ["Wave", "Walk"] }, path: "/Game/Chars/A_Flag");

        Assert.That(made.Select(asset => (asset.Path, asset.Class)), Is.EqualTo(new[] { ("/Game/Chars/A_Flag", AssetClasses.AnimSequence), ("/Game/Chars/A_Flag_Walk", AssetClasses.AnimSequence) }));
        Assert.That(store.Get("/Game/Chars/A_Flag")!.Facts.Animations.Single().Name, Is.EqualTo("Wave"));
        Assert.That(store.Get("/Game/Chars/A_Flag_Walk")!.Facts.Animations.Single().Name, Is.EqualTo("Walk"));
    }

    private IReadOnlyList<ImportedAsset> Import(ContentStore store, SkinnedGlb glb, ImportConflict conflict = ImportConflict.Fail, string path = Flag)
    {
        byte[] bytes = glb.Build();
        string file = Path.Combine(Root, "upload.bin");
        File.WriteAllBytes(file, bytes);
        var item = new ImportItem { SourcePath = "C:/art/SK_Flag.glb", FileName = "SK_Flag.glb", ContentHash = TinyFiles.Hash(bytes), DestinationPath = path, OnConflict = conflict };
        return new ContentImporter(store, new ThisThread(), TimeProvider.System).Import(item, file);
    }
}
