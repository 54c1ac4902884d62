"""Holders of permits exchange their spots, all or nothing."""
