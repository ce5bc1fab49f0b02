using DccBridge.Headless.Content;
using DccBridge.Headless.Importing;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;
using DccBridge.Tests.AssetFiles.Exr;
using DccBridge.Tests.AssetFiles.Tga;
using DccBridge.Tests.AssetFiles.Wav;

namespace DccBridge.Tests.Headless;

/// <summary>Sounds and the pictures beside PNG become assets with their facts.</summary>
[TestFixture]
public sealed class SoundImportTests : ContentFixture
{
    private const string Step = "/Game/Audio/S_Step";

    [Test]
    public void A_wav_becomes_a_sound_wave_with_its_facts()
    {
        byte[] wav = new WavBuilder(1, 44_100, 24) { Samples = new byte[44_100 * 3] }.With("LIST", WavBuilder.Info("Reaper")).Build();
        ImportedAsset made = Import(Open(), "S_Step.wav", wav, Step).Single();

        Assert.That(made, Is.EqualTo(new ImportedAsset { Path = Step, Class = "SoundWave", Action = ImportAction.Created }));
        AssetRecord sound = Open().Get(Step)!;
        Assert.That(sound.Facts.Sound, Is.EqualTo(new SoundFacts { SampleRate = 44_100, Channels = 1, BitDepth = 24, Seconds = 1 }));
        Assert.That((sound.Source!.Dcc, sound.Source.ContentHash), Is.EqualTo(("Reaper", TinyFiles.Hash(wav))));
    }

    [Test]
    public void An_update_takes_the_new_facts_and_keeps_what_the_asset_refers_to()
    {
        ContentStore store = Open();
        Import(store, "S_Step.wav", new WavBuilder(1).Build(), Step);
        Put(store, store.Get(Step)! with { References = ["/Game/Audio/SC_Steps"] });
        Assert.That(Import(store, "S_Step.wav", new WavBuilder(2).Build(), Step).Single().Action, Is.EqualTo(ImportAction.Updated));

        AssetRecord sound = Open().Get(Step)!;
        Assert.That((sound.Facts.Sound!.Channels, sound.Revision), Is.EqualTo((2, 2)));
        Assert.That(sound.References, Is.EqualTo((string[])["/Game/Audio/SC_Steps"]));
    }

    [Test]
    public void A_sound_does_not_overwrite_a_texture()
    {
        ContentStore store = Open();
        Put(store, Texture(Step));
        EditorException? failure = Assert.Throws<EditorException>(() => Import(store, "S_Step.wav", new WavBuilder().Build(), Step));

        Assert.That(failure!.Message, Does.Contain("Texture2D").And.Contain("SoundWave"));
    }

    [Test]
    public void A_malformed_wav_is_named_with_its_offset()
    {
        EditorException? failure = Assert.Throws<EditorException>(() => Import(Open(), "S_Step.wav", new WavBuilder().Build()[..50], Step));

        Assert.That((failure!.Code, failure.Message), Is.EqualTo((ErrorCode.MalformedFile, failure.Message)));
        Assert.That(failure.Message, Does.Match(@"S_Step\.wav, byte \d+"));
    }

    [Test]
    public void Other_pictures_become_textures_with_the_use_of_their_alpha()
    {
        ContentStore store = Open();
        Import(store, "T_Leaf_D.tga", new TgaBuilder(2, 2, 1, 32, 8) { Pixels = [1, 2, 3, 0, 1, 2, 3, 255] }.Build(), "/Game/T_Leaf_D");
        Import(store, "T_Sky_D.exr", ExrBuilder.Single(new ExrPartBuilder()), "/Game/T_Sky_D");

        Assert.That(Open().Get("/Game/T_Leaf_D")!.Facts.Texture!.AlphaUse, Is.EqualTo(AlphaUse.Mask));
        TextureFacts sky = Open().Get("/Game/T_Sky_D")!.Facts.Texture!;
        Assert.That((sky.IsFloat, sky.BitDepth, sky.Compression), Is.EqualTo((true, 16, TextureCompression.Hdr)));
    }

    [Test]
    public void An_update_of_a_texture_keeps_all_of_its_import_settings()
    {
        ContentStore store = Open();
        Import(store, "T_A.tga", new TgaBuilder(2, 8, 8).Build(), "/Game/T_A");
        AssetRecord record = store.Get("/Game/T_A")!;
        TextureFacts settings = record.Facts.Texture! with { Srgb = false, Compression = TextureCompression.Masks, LodGroup = "UI", MaxTextureSize = 512, NoMipmaps = true, NeverStream = true };
        Put(store, record with { Facts = new AssetFacts { Texture = settings } });
        Import(store, "T_A.tga", new TgaBuilder(2, 16, 4).Build(), "/Game/T_A");

        Assert.That(Open().Get("/Game/T_A")!.Facts.Texture, Is.EqualTo(settings with { Width = 16, Height = 4 }));
    }

    private IReadOnlyList<ImportedAsset> Import(ContentStore store, string name, byte[] content, string path)
    {
        string file = Path.Combine(Root, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(file, content);
        try
        {
            var item = new ImportItem { FileName = name, DestinationPath = path, SourcePath = "C:/art/" + name, ContentHash = TinyFiles.Hash(content), OnConflict = ImportConflict.Update };
            return new ContentImporter(store, new ThisThread(), TimeProvider.System).Import(item, file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
