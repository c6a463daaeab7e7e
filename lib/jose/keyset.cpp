#include "jose/keyset.h"

#include "jose/base64url.h"
#include "jose/claimsreader.h"

#include <QCoreApplication>

#include <boost/json/parse.hpp>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::jose {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::KeySet)
};

constexpr std::size_t mostKeys = 64; // a realm has two or four
constexpr int leastBits = 2048;      // RFC 7518 §3.3
constexpr int mostBits = 8192;       // a check by a longer one could stall the window

template <auto function>
struct Freeing {
    template <typename T>
    void operator()(T* what) const noexcept {
        function(what);
    }
};

using BigNumber = std::unique_ptr<BIGNUM, Freeing<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;

const unsigned char* bytes(QByteArrayView view) {
    return reinterpret_cast<const unsigned char*>(view.data());
}

BigNumber number(const QByteArray& bigEndian) {
    return BigNumber(BN_bin2bn(bytes(bigEndian), static_cast<int>(bigEndian.size()), nullptr));
}

auto refused(const QString& sentence) {
    return failure(ErrorKind::BadInput, sentence,
                   Say::tr("Without the realm's keys no signature can be checked; the token works all the same."));
}

/// Whether the entry is meant for signatures by RS256.
bool isMeant(const boost::json::object& entry) {
    QStringList misshapen;
    const auto is = [&](const char* name, QLatin1StringView wanted, bool needed) {
        const QString text = textOf(entry, name, misshapen);
        return text == wanted || (text.isEmpty() && !needed);
    };
    return is("kty", "RSA"_L1, true) && is("use", "sig"_L1, false) && is("alg", "RS256"_L1, false)
           && misshapen.isEmpty();
}

std::optional<QByteArray> numberOf(const boost::json::object& entry, const char* name) {
    QStringList misshapen;
    const QString text = textOf(entry, name, misshapen);
    auto decoded = fromBase64Url(text.toLatin1());
    return decoded && !decoded->isEmpty() && decoded->size() <= mostBits / 8 + 1 ? decoded : std::nullopt;
}

enum class Fit { Fits, DoesNotFit, Short };

Fit fit(const Jwt& token, EVP_PKEY* key) {
    if (token.signature.size() < EVP_PKEY_get_size(key))
        return Fit::Short;
    const QByteArrayView text = token.signedPart.reveal();
    const DigestContext context(EVP_MD_CTX_new());
    const bool fits =
        context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1
        && EVP_DigestVerify(context.get(), bytes(token.signature), static_cast<std::size_t>(token.signature.size()),
                            bytes(text), static_cast<std::size_t>(text.size()))
               == 1;
    ERR_clear_error(); // a signature that does not fit leaves words behind for whoever asks OpenSSL next
    return fits ? Fit::Fits : Fit::DoesNotFit;
}

/// Why a token is not even tried.
std::optional<Verification> beforehand(const Jwt& token) {
    if (token.isUnsigned())
        return Verification{Verdict::NotVerified, {}, Say::tr("It is unsigned: anybody can have written it.")};
    if (token.algorithm.startsWith("HS"_L1))
        return Verification{
            Verdict::NotChecked, token.keyId,
            Say::tr("Signed with %1, by a secret that only the server knows: it cannot be checked here.")
                .arg(token.algorithm.left(16))};
    if (token.algorithm != "RS256"_L1)
        return Verification{Verdict::NotChecked, token.keyId,
                            Say::tr("Signed with another algorithm than RS256, which is not checked here.")};
    if (!token.critical.isEmpty())
        return Verification{Verdict::NotChecked, token.keyId,
                            Say::tr("Its header demands an extension that is not known here.")};
    return std::nullopt;
}

} // namespace

void KeySet::Free::operator()(EVP_PKEY* key) const noexcept {
    EVP_PKEY_free(key);
}

KeySet::KeySet() = default;
KeySet::~KeySet() = default;
KeySet::KeySet(KeySet&&) noexcept = default;
KeySet& KeySet::operator=(KeySet&&) noexcept = default;

std::unique_ptr<EVP_PKEY, KeySet::Free> KeySet::makeKey(const QByteArray& modulus, const QByteArray& exponent) {
    const BigNumber n = number(modulus);
    const BigNumber e = number(exponent);
    // Even numbers and an exponent of 1 are no RSA keys: with the latter every text "signs" itself.
    if (!n || !e || BN_num_bits(n.get()) < leastBits || BN_num_bits(n.get()) > mostBits || !BN_is_odd(n.get())
        || !BN_is_odd(e.get()) || BN_is_one(e.get()) || BN_num_bits(e.get()) > 64)
        return nullptr;
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return nullptr;
    const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        ERR_clear_error();
    return std::unique_ptr<EVP_PKEY, Free>(key);
}

Result<KeySet> KeySet::parse(QByteArrayView json) {
    if (json.size() > largest)
        return refused(Say::tr("The realm's list of keys is %1 KiB long: it is not read.").arg(json.size() / 1024));
    boost::json::error_code error;
    const auto document = boost::json::parse({json.data(), static_cast<std::size_t>(json.size())}, error);
    const auto* object = error ? nullptr : document.if_object();
    const auto* member = object ? object->if_contains("keys") : nullptr;
    const auto* entries = member ? member->if_array() : nullptr;
    if (!entries)
        return refused(Say::tr("What the realm answered is no list of keys."));
    KeySet set;
    for (const auto& entry : *entries) {
        if (!entry.is_object() || !isMeant(entry.get_object()) || set.m_keys.size() == mostKeys)
            continue;
        const auto modulus = numberOf(entry.get_object(), "n");
        const auto exponent = numberOf(entry.get_object(), "e");
        auto key = modulus && exponent ? makeKey(*modulus, *exponent) : nullptr;
        QStringList misshapen;
        if (key)
            set.m_keys.push_back({textOf(entry.get_object(), "kid", misshapen), std::move(key)});
    }
    if (set.m_keys.empty())
        return refused(Say::tr("The realm publishes no key for RS256."));
    return set;
}

QStringList KeySet::keyIds() const {
    QStringList ids;
    for (const Key& key : m_keys)
        ids << key.id;
    return ids;
}

Verification KeySet::verify(const Jwt& token) const {
    if (auto verdict = beforehand(token))
        return *verdict;
    bool tried = false;
    bool isShort = false;
    for (const Key& key : m_keys) {
        if (!token.keyId.isEmpty() && key.id != token.keyId)
            continue;
        tried = true;
        const Fit result = fit(token, key.key.get());
        if (result == Fit::Fits)
            return {Verdict::Verified, key.id, {}};
        isShort = isShort || result == Fit::Short;
    }
    if (!tried)
        return {Verdict::KeyUnknown, token.keyId,
                Say::tr("The realm does not publish the key it was signed with: the key was replaced, or the token is "
                        "of another instance.")};
    return {Verdict::NotVerified, token.keyId,
            isShort ? Say::tr("Its signature is cut.")
                    : Say::tr("Its signature does not fit: it was changed, or signed by somebody else.")};
}

} // namespace wallaroo::jose
