#include "api/keycloakadminapi.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::KeycloakAdminApi)
};

void say(Error& error, const QString& sentence, const QString& advice) {
    error.sentence = sentence;
    error.advice = advice;
}

/// Nothing where the words are unknown: the server's own are shown then.
void sayRefusal(Error& error) {
    const QString words = error.serverText;
    const auto speaksOf = [&words](QLatin1StringView part) { return words.contains(part, Qt::CaseInsensitive); };
    if (speaksOf("same username"_L1))
        say(error, Say::tr("There is already somebody with this user name."), Say::tr("Choose another user name."));
    else if (speaksOf("same email"_L1))
        say(error, Say::tr("There is already somebody with this e-mail address."),
            Say::tr("Look for the person in the list, also among the inactive ones."));
    else if (speaksOf("error-invalid-email"_L1) || speaksOf("invalid email"_L1))
        say(error, Say::tr("Keycloak does not accept this e-mail address."), Say::tr("Check the address."));
    else if (speaksOf("error-user-attribute-read-only"_L1))
        say(error, Say::tr("This instance does not let user names be changed."), {});
    else if (error.serverCode.startsWith("invalidPassword"_L1))
        say(error, Say::tr("The password does not fit the rules of this instance: %1").arg(words),
            Say::tr("Choose another password."));
    else if (speaksOf("empty password"_L1))
        say(error, Say::tr("The password is empty."), Say::tr("Choose a password."));
    else if (speaksOf("error-invalid-length"_L1) || speaksOf("error-username-invalid-character"_L1)
             || speaksOf("error-person-name-invalid-character"_L1))
        say(error, Say::tr("Keycloak does not accept this name: too short, too long, or with signs that no name has."),
            Say::tr("Use 3 to 255 letters, digits or signs of an e-mail address."));
}

} // namespace

Error explainedByAdmin(Error error) {
    switch (error.kind) {
    case ErrorKind::NotAllowed:
        say(error, Say::tr("Your account may not do this in Keycloak."),
            Say::tr("It needs view-users to look and manage-users to change, of the client master-realm, or the role "
                    "admin."));
        break;
    case ErrorKind::NotOffered:
        if (error.serverText.contains("not found"_L1, Qt::CaseInsensitive) && !error.serverText.contains("Realm"_L1)) {
            error.kind = ErrorKind::NotFound;
            say(error, Say::tr("Keycloak does not know this person or thing any more."), Say::tr("Reload the list."));
        }
        break;
    case ErrorKind::Refused:
        sayRefusal(error);
        break;
    default:
        break;
    }
    return error;
}

} // namespace wallaroo::api
