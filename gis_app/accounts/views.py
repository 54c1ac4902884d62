"""Signing in, with a brake on guessing."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gis_app.accounts import throttle
from gis_app.accounts.audit import record
from gis_app.accounts.models import User


class SignIn(LoginView):
    """Django's own view; after five wrong passwords it waits a quarter of an hour.

    The session key changes at sign-in (Django's ``login`` rotates it).
    """

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def post(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Refuse before looking at the password, so that a guess tells nothing."""
        username = request.POST.get("username", "")
        if throttle.admitted(username, throttle.address_of(request)):
            return super().post(request, *args, **kwargs)
        form = AuthenticationForm(request, initial={"username": username})
        message = _("Too many wrong passwords. Try again in a quarter of an hour.")
        context = self.get_context_data(form=form, error=message)
        return self.render_to_response(context, status=429)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Forget the failures, write the log."""
        user = form.get_user()
        throttle.forget(
            form.data.get("username", ""), throttle.address_of(self.request)
        )
        if isinstance(user, User):
            record(user, "sign-in", f"user:{user.pk}")
        return super().form_valid(form)
